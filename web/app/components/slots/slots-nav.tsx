import { NavLink } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { cn } from '../ui/cn.ts'

const HALVES = [
  { to: '/intern/slots', half: 'availability' },
  { to: '/intern/slots/bookings', half: 'bookings' },
] as const

/** The two halves of the Slots tab. */
export function SlotsNav() {
  const { t } = useTranslation('slots')
  return (
    <nav aria-label={t('halvesLabel')} className="bg-press mb-4 flex w-fit gap-0.5 rounded-sm p-0.5">
      {HALVES.map(({ to, half }) => (
        <NavLink
          key={half}
          to={to}
          end={half === 'availability'}
          prefetch="intent"
          className={({ isActive }) =>
            cn(
              'flex h-7 items-center rounded-[6px] px-2.5 font-medium whitespace-nowrap transition-colors pointer-coarse:h-11',
              isActive ? 'bg-surface text-ink shadow-row' : 'text-ink-2 hover:text-ink',
            )
          }
        >
          {t(`halves.${half}`)}
        </NavLink>
      ))}
    </nav>
  )
}
