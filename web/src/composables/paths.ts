/** Address of a rule's page. */
export function lawPath(kind: string, id: string): string {
  return `/law/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`
}
