import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { useCalled } from '../state/use-called.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { saveFile } from '../ui/save-file.ts'

type Props = { agent: Agent; format: 'markdown' | 'json'; onDone: () => void; onClose: () => void }

const types = { markdown: 'text/markdown', json: 'application/json' }
const holds = {
  markdown: 'What was said on the path that is shown, to read.',
  json: 'The whole tree with its abandoned paths; Import conversation brings it back.',
}

/** Saves a conversation as a file. */
export function ExportDialog({ agent, format, onDone, onClose }: Props) {
  const { result } = useCalled(
    'conversation.export',
    { agentId: agent.id, format },
    `${agent.id} ${agent.head} ${format}`,
  )
  const made = result?.ok ? result.value : null
  return (
    <Dialog title={`Export ${agent.name}`} onClose={onClose}>
      <form
        className="dialog-content"
        onSubmit={(event) => {
          event.preventDefault()
          if (!made) return
          saveFile(made, types[format])
          onDone()
        }}
      >
        <p>{holds[format]}</p>
        {result && !result.ok && <Alert>{explain(result.fault)}</Alert>}
        {made && (
          <p>
            {made.name}, {Math.max(1, Math.round(made.text.length / 1024)).toLocaleString('en')} KB
          </p>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="key" type="submit" disabled={!made} data-first>
            Save file
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
