/** Programs that show tables take a cell that begins so for a formula, and carry it out. */
const FORMULA = /^[\s\0]*[=+\-@]|^[\t\r\n]/

/** Excel takes a file for UTF-8 only when it begins so. */
export const CSV_BEGINS = '\uFEFF'

/** One cell: what a formula would begin with becomes text, and whatever would end the cell is quoted. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row, with the end of its line. `between`: what Excel expects between cells depends on the country. */
export const csvRow = (cells: readonly (string | number | null)[], between: ',' | ';' = ','): string =>
  `${cells.map(csvCell).join(between)}\r\n`
