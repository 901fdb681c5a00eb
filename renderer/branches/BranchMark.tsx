/** A branch: a line that leaves another; a dot at its end where it is checked out somewhere. */
export function BranchMark({ out = false }: { out?: boolean }) {
  return (
    <svg className="branch-mark" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d="M3 1v10M3 8c0-2.5 5.5-1.5 5.5-4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
      />
      {out ? <circle cx="8.5" cy="3" r="2.3" fill="currentColor" /> : null}
    </svg>
  )
}
