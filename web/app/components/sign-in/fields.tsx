import { useNavigation } from '@remix-run/react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormProblem } from '../../forms/read-form.ts'

type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  label: string
  hint?: string
  problem?: FormProblem | undefined
}

export function TextField({ label, hint, problem, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem?.field !== undefined && problem.field === input.name ? true : undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="border-line-2 bg-surface focus-visible:outline-accent h-11 w-full rounded-lg border px-3 text-base focus-visible:outline-2 focus-visible:outline-offset-1"
      />
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-ink-3 mt-1 text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}

export function SubmitButton({ children }: { children: ReactNode }) {
  const { state } = useNavigation()
  const isBusy = state === 'submitting'
  return (
    <button
      type="submit"
      aria-disabled={isBusy}
      aria-busy={isBusy}
      className="bg-accent text-accent-ink focus-visible:outline-accent h-11 w-full rounded-lg px-4 font-semibold focus-visible:outline-2 focus-visible:outline-offset-2 aria-disabled:opacity-60"
    >
      {children}
    </button>
  )
}

/** What is wrong with what was sent; read out when it appears. */
export function ProblemLine({ problem }: { problem: FormProblem | undefined }) {
  const { t } = useTranslation('auth')
  return (
    <div role="alert">
      {problem === undefined ? null : (
        <p className="bg-stop-soft text-stop mb-4 rounded-lg px-3 py-2 text-sm">
          {t(`problems.${problem.problem}`, { minutes: problem.minutes })}
        </p>
      )}
    </div>
  )
}

export function GoodLine({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="bg-done-soft text-done mb-4 rounded-lg px-3 py-2 text-sm">
      {children}
    </p>
  )
}
