import './unbroken.css'

/** Words about a command: an option such as `--files`, and what stands in brackets, such as `[--from=MARK]`, stay on one line. */
export function Unbroken({ text }: { text: string }) {
  return text.split(whole).map((part, index) =>
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
const whole = /(\[[^\]\n]{1,40}\]|--[a-z]+)/
