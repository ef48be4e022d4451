export { booking } from './booking/workflow.ts'
export { conversation } from './conversation/workflow.ts'
export { knowledgeImport } from './knowledge-import/workflow.ts'
export { trial } from './trial/workflow.ts'
