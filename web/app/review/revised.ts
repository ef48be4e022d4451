/** Settings that several people may change: `revision` names what they say, and a change says what it was made from. */
export type Revised<Value> = { now: Value; revision: string }

export type Saved = { outcome: 'saved'; revision: string }
/** 409: they are no longer those that the change was made from; who made them what they are, where that is known. */
export type Changed<Value> = Revised<Value> & { outcome: 'changed'; by: string | null; at: string | null }
