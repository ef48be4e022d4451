import type { FilledTemplate } from '#schema/template.ts'

/** A filled-in template as the customer has it. */
export function TemplateShown({ header, body, footer, buttons }: FilledTemplate) {
  return (
    <>
      {header === null ? null : <span className="block font-semibold [overflow-wrap:anywhere]">{header}</span>}
      <span className="bubble-text">{body}</span>
      {footer === null ? null : <span className="text-ink-2 mt-1 block text-xs">{footer}</span>}
      {buttons.length === 0 ? null : (
        <span className="border-press mt-1.5 flex flex-col border-t pt-1">
          {buttons.map((text, index) => (
            <span key={index} className="text-accent truncate py-0.5 text-center text-sm font-medium">
              {text}
            </span>
          ))}
        </span>
      )}
    </>
  )
}
