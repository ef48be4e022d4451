import { CircleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

type Props = { children: ReactNode; /** Another value is another thing to show: the fault is forgotten. */ of?: string }

/** What breaks inside does not reach outside: the panel says so and can be tried again. */
export class PanelBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.broken && before.of !== this.props.of) this.setState({ broken: false })
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return <BrokenPanel onRetry={() => this.setState({ broken: false })} />
  }
}

/** In place of a part that could not be shown. */
export function BrokenPanel({ onRetry, busy = false }: { onRetry: () => void; busy?: boolean }) {
  const { t } = useTranslation('common')
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="text-stop flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden className="size-4" />
        {t('panelBroken.title')}
      </p>
      <p className="text-ink-2 text-xs">{t('panelBroken.text')}</p>
      <Button size="s" busy={busy} onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </div>
  )
}
