import { Toaster as Sonner } from 'sonner'
import { useTranslation } from 'react-i18next'

/** Where toasts appear. For what a person could not see otherwise, failures above all. */
export function Toaster() {
  const { t } = useTranslation('common')
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={t('notifications')}
      toastOptions={{
        unstyled: true,
        duration: 8_000,
        classNames: {
          toast:
            'bg-surface text-ink shadow-pop flex w-full items-start gap-2.5 rounded-md p-3 text-sm sm:w-90 border-l-3 border-line-2 data-[type=error]:border-stop data-[type=success]:border-done',
          title: 'font-medium',
          description: 'text-ink-2 mt-0.5',
          icon: 'mt-0.5 data-[type=error]:text-stop',
          error: '[&_[data-icon]]:text-stop',
          success: '[&_[data-icon]]:text-done',
          actionButton: 'text-accent ml-auto h-8 shrink-0 rounded-sm px-2 font-medium hover:bg-hover',
        },
      }}
    />
  )
}
