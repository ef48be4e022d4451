import { useNavigation } from '@remix-run/react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormProblem } from '../../forms/read-form.ts'
import { Button } from '../ui/button.tsx'
import { CONTROL } from '../ui/field.tsx'
import { cn } from '../ui/cn.ts'

type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  name: FieldName
  label: string
  hint?: string
  problem?: FormProblem | undefined
}

const FIELDS = ['name', 'email', 'password', 'current'] as const
type FieldName = (typeof FIELDS)[number]

/** A line of text; what is wrong with it stands under it. */
export function TextField({ label, hint, problem, ...input }: TextFieldProps) {
  const { t } = useTranslation('auth')
  const id = useId()
  const isWrong = problem?.field === input.name
  return (
    <div className="mb-4">
      <label htmlFor={id} className="text-ink-2 mb-1 block text-xs font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={hint === undefined && !isWrong ? undefined : `${id}-about`}
        className={cn(CONTROL, 'h-11 text-base')}
      />
      <div id={`${id}-about`} className="text-xs">
        <div role="alert">
          {isWrong ? (
            <p className="text-stop mt-1">{t(`problems.${problem.problem}`, { minutes: problem.minutes })}</p>
          ) : null}
        </div>
        {hint === undefined || isWrong ? null : <p className="text-ink-3 mt-1">{hint}</p>}
      </div>
    </div>
  )
}

export function SubmitButton({ children }: { children: ReactNode }) {
  const { state } = useNavigation()
  const isBusy = state === 'submitting'
  return (
    <Button type="submit" look="primary" size="l" busy={isBusy} className="w-full">
      {children}
    </Button>
  )
}

const isFieldName = (name: string | undefined) => FIELDS.some((field) => field === name)

/** What is wrong with what was sent as a whole; read out when it appears. */
export function ProblemLine({ problem }: { problem: FormProblem | undefined }) {
  const { t } = useTranslation('auth')
  return (
    <div role="alert">
      {problem === undefined || isFieldName(problem.field) ? null : (
        <p className="bg-stop-soft text-stop mb-4 rounded-sm px-3 py-2 text-sm">
          {t(`problems.${problem.problem}`, { minutes: problem.minutes })}
        </p>
      )}
    </div>
  )
}

export function GoodLine({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="bg-done-soft text-done mb-4 rounded-sm px-3 py-2 text-sm">
      {children}
    </p>
  )
}
