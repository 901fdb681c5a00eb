import type { ToolDisplay } from '../../preload/protocol/entry.ts'

/** Verb and subject of a call, the same whether it runs, waits or is done. */
export function CallWords({ display: { verb, subject } }: { display: ToolDisplay }) {
  return (
    <>
      <span className="call-verb">{verb}</span>
      <code className="call-subject" title={subject.length > 60 ? subject : undefined}>
        {subject}
      </code>
    </>
  )
}
