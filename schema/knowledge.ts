/** What a person writes as an entry; passages of documents are knowledge too. */
export type EntryKind = 'course' | 'policy' | 'faq' | 'contact'
export type KnowledgeKind = EntryKind | 'document'
export type KnowledgeLanguage = 'id' | 'en'

/** An entry as it is written down. */
export type KnowledgeRow = { kind: EntryKind; title: string; content: string; language: KnowledgeLanguage }

/**
 * How a word of the question leads to a word of an entry: it is the same one, one that means the same, one that the
 * answer will hold ("when" asks for an intake), or the nearest to a misspelled one.
 */
export type MatchedBy = 'word' | 'synonym' | 'hint' | 'spelling'

/** A word or a phrase of the question, and what is looked for in its place. */
export type SearchTerm = { asked: string; words: { text: string; by: Exclude<MatchedBy, 'spelling'> }[] }

/** A customer's words as the search reads them. */
export type KnowledgeSearch = {
  /** As it would be written in full. */
  normalised: string
  /** What was written otherwise. */
  respelled: { from: string; to: string }[]
  language: KnowledgeLanguage | null
  terms: SearchTerm[]
}

/** Why an entry was found: one line for each word of the question that led to it. */
export type KnowledgeMatch = {
  asked: string
  /** The word that stands in the entry. */
  matched: string
  by: MatchedBy
  inTitle: boolean
  /** Which of the two languages' rules of grammar found it: mostly one, for names and numbers both. */
  grammar: 'id' | 'en' | 'both'
  points: number
}

/** How far the search by meaning is in a workspace. */
export type MeaningState = {
  /** Whether ARI's answers are found by it too. */
  isOn: boolean
  /** Entries and passages in use; those that have their vector; those that the endpoint does not take. */
  of: number
  ready: number
  refused: number
  /** Why the last try failed: an HTTP status or the like. */
  failed: string | null
  nextTryAt: Date | null
}

export type DocumentFormat = 'pdf' | 'docx' | 'markdown' | 'text' | 'csv'
export type DocumentState = 'waiting' | 'reading' | 'done' | 'failed'

/** Why a document is not taken. */
export type DocumentRefusal =
  /** By its bytes, before it is kept. */
  | 'empty'
  | 'too-large'
  | 'other-type'
  | 'old-word'
  | 'spreadsheet'
  | 'macros'
  | 'not-utf8'
  | 'duplicate'
  | 'too-many-documents'
  /** By what it turned out to hold. */
  | 'encrypted'
  | 'no-text'
  | 'damaged'
  | 'too-many-pages'
  | 'too-long'
  | 'too-complex'
  /** It could have been read: try again. */
  | 'interrupted'

/** A piece of a document as its author wrote it: a paragraph, a row of a table. */
export type DocumentBlock = { heading: string | null; text: string }

/** A piece of a document as the search finds it. */
export type Passage = { title: string; content: string }
