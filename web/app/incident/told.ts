import type { ToldState } from './contract.ts'

/** Whether a customer of an incident is among those whom one message reaches next. */
export const isToBeWritten = ({ state }: { state: ToldState }): boolean => state === 'none' || state === 'recalled'

/** Whether a person may note that they were told some other way. */
export const mayBeNoted = ({ state }: { state: ToldState }): boolean => isToBeWritten({ state }) || state === 'failed'
