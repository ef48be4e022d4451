export { conversation } from './conversation/workflow.ts'
export { trial } from './trial/workflow.ts'
