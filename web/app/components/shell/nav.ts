import { Building2, ClipboardCheck, GraduationCap, Inbox, LayoutDashboard, type LucideIcon } from 'lucide-react'

export type Area = {
  to: string
  label: 'inbox' | 'review' | 'dashboard' | 'intern' | 'admin'
  icon: LucideIcon
  platformOnly?: boolean
}

/** The areas of the product, in the order of a day's work; one that has no pages yet is not named. */
const AREAS: readonly Area[] = [
  { to: '/inbox', label: 'inbox', icon: Inbox },
  { to: '/review', label: 'review', icon: ClipboardCheck },
  { to: '/dashboard', label: 'dashboard', icon: LayoutDashboard },
  { to: '/intern', label: 'intern', icon: GraduationCap },
  { to: '/admin', label: 'admin', icon: Building2, platformOnly: true },
]

export function areasFor({ isPlatformAdmin }: { isPlatformAdmin: boolean }): readonly Area[] {
  return AREAS.filter(({ platformOnly = false }) => isPlatformAdmin || !platformOnly)
}
