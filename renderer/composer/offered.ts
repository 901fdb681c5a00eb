/** As much of it as is shown: it is only to be recognised. */
const shownAtMost = 280

/** What of an offered message stands in the empty box; null: none is offered. */
export function shownOffer(offer: string | null): string | null {
  if (offer === null || offer.trim() === '') return null
  return offer.length > shownAtMost ? `${offer.slice(0, shownAtMost).trimEnd()}…` : offer
}
