import type { WorkspaceTx } from '#db/connect.ts'
import { listConsultants, listConsultationsAhead, listHolidays } from '#db/queries/consultants.ts'
import { listOpenedTimes } from '#db/queries/slots-admin.ts'
import { readAvailability } from '#db/queries/slots.ts'
import type { SlotsData } from './contract.ts'
import { reminderFor } from './reminder.server.ts'

/** All that the first half of the Slots tab shows. */
export async function slotsFor(
  tx: WorkspaceTx,
  { mayEdit, timeZone }: { mayEdit: boolean; timeZone: string },
): Promise<SlotsData> {
  const now = new Date()
  const [found, holidays, opened, { busy }, consultations, reminder] = await Promise.all([
    listConsultants(tx, now),
    listHolidays(tx, now),
    listOpenedTimes(tx, now),
    readAvailability(tx, { now }),
    listConsultationsAhead(tx, now),
    reminderFor(tx),
  ])
  const consultants = found.map((consultant) => ({
    ...consultant,
    consultations: consultations.filter(({ consultantId }) => consultantId === consultant.id),
  }))
  return { mayEdit, timeZone, consultants, holidays, opened, busy, reminder }
}
