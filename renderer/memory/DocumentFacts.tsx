import type { MemoryContent } from '../../preload/protocol/memory.ts'
import { StandingMark } from '../agents/StandingMark.tsx'
import { useHost } from '../state/use.ts'
import { closeDialog, show } from '../state/view.ts'
import { authorWords, placeWords, referring, whenWords } from './words.ts'

type Props = { read: MemoryContent; onShow: (version: number) => void }

const atMost = 8

/** Beside the text: who wrote it, when and where, who has it at hand, who refers to it, and its versions. */
export function DocumentFacts({ read, onShow }: Props) {
  const { version, versions, references } = read
  const place = placeWords(version)
  const told = referring(references)
  return (
    <aside className="document-facts" aria-label="About it">
      <dl>
        <dt>Version</dt>
        <dd>
          {version.version} of {read.document.version}
        </dd>
        <dt>Written by</dt>
        <dd>{authorWords(version)}</dd>
        <dt>When</dt>
        <dd>{whenWords(version.at)}</dd>
        {place === null ? null : (
          <>
            <dt>Branch</dt>
            <dd title={version.commit ?? undefined}>{place}</dd>
          </>
        )}
        <dt>In use by</dt>
        <dd>{read.usedBy.length === 0 ? 'no open agent' : <Users names={read.usedBy} />}</dd>
        <dt>Referred to</dt>
        <dd>
          {told.length === 0 ? 'by nobody yet' : null}
          {told.slice(0, atMost).map(({ agent, versions: its, at }) => (
            <div key={agent} title={`Last ${whenWords(at)}`}>
              by {agent} <span className="document-quiet">{its.map((one) => `v${one}`).join(', ')}</span>
            </div>
          ))}
          {told.length > atMost ? <div>and {told.length - atMost} more</div> : null}
        </dd>
      </dl>
      <h3>Versions</h3>
      <ul className="document-versions" aria-label="Versions">
        {versions.map((one) => (
          <li key={one.version}>
            <button
              type="button"
              aria-current={one.version === version.version ? 'true' : undefined}
              title={[one.title, placeWords(one)].filter(Boolean).join('\n')}
              onClick={() => onShow(one.version)}
            >
              <span className="memory-number">v{one.version}</span>
              <span className="side-name">{authorWords(one)}</span>
              <span className="document-quiet">{whenWords(one.at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}

function Users({ names }: { names: readonly string[] }) {
  const agents = useHost(({ agents }) => agents) ?? []
  return names.map((name) => {
    const agent = agents.find((one) => one.name === name)
    return agent ? (
      <button
        key={name}
        type="button"
        className="document-user"
        title={`Go to ${name}`}
        onClick={() => {
          closeDialog()
          show(agent.id)
        }}
      >
        <StandingMark agent={agent} />
        {name}
      </button>
    ) : (
      <div key={name}>{name}</div>
    )
  })
}
