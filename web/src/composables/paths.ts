/**
 * Address of a rule's page. Ids hold dots (assessment.count); in the address they are colons, because the server takes
 * a path whose last part has a dot for a file and not for a page.
 */
export function lawPath(kind: string, id: string): string {
  return `/law/${kind}/${id.replaceAll('.', ':')}`
}

/** The id that stands in such an address. */
export function idOfPath(part: string): string {
  return part.replaceAll(':', '.')
}
