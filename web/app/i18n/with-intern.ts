import { LANGUAGES, languageOfPage, loadInternTexts } from './i18n.ts'

// Imported by the routes of Your Intern and of reviewing, so that their texts come with their code and nobody else loads
// them. A route is shown when its module has run, and this one has when they are there: no page shows the name of a text
// for its words.
await Promise.all((import.meta.env.SSR ? LANGUAGES : [languageOfPage()]).map(loadInternTexts))
