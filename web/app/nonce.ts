import { createContext, useContext } from 'react'

/** The page's own scripts carry it; the browser runs no others. Empty in the browser, which hides it. */
export const NonceContext = createContext('')
export const useNonce = (): string => useContext(NonceContext)
