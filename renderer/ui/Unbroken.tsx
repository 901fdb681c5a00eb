import './unbroken.css'

/** A sentence about a command: what stands in brackets, such as `[--from=MARK]`, stays on one line. */
export function Unbroken({ text }: { text: string }) {
  return text.split(bracketed).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <span key={index} className="unbroken">
        {part}
      </span>
    ),
  )
}

/** No longer than fits into any line. */
const bracketed = /(\[[^\]\n]{1,40}\])/
