import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['2xs', 'md'] }] } } })

/** Joins class names; of two that say the same thing the later one stands. */
export function cn(...names: ClassValue[]): string {
  return merge(clsx(names))
}
