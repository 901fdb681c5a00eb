const paths = {
  plus: 'M8 3.5v9M3.5 8h9',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  terminal: 'M2.5 3.5h11v9h-11zM5 6.5L7 8.2 5 9.9M8.5 10h2.5',
  side: 'M2.5 3.5h11v9h-11zM6.5 3.5v9',
  marks: 'M2.5 3.5h11v9h-11zM9.5 3.5v9',
  more: 'M3.1 8a.4.4 0 10.8 0 .4.4 0 10-.8 0M7.6 8a.4.4 0 10.8 0 .4.4 0 10-.8 0M12.1 8a.4.4 0 10.8 0 .4.4 0 10-.8 0',
  fold: 'M6 4.5L9.5 8 6 11.5',
  check: 'M3.5 8.5l3 3 6-7',
  gear: 'M2.5 5h6.2M11.8 5h1.7M2.5 11h1.7M7.3 11h6.2M10.2 3.5a1.5 1.5 0 110 3 1.5 1.5 0 010-3zM5.8 9.5a1.5 1.5 0 110 3 1.5 1.5 0 010-3z',
}

/** A line drawing of 16 by 16 that takes the colour of the text. It says nothing to assistive technology. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
