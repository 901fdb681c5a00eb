import { type MouseEvent, useState } from 'react'
import { useHost } from '../state/use.ts'
import { openMemory } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { newDocument } from './deeds.ts'
import { useFileDrop } from './drag.ts'
import { chooseFiles, importFiles } from './import-files.ts'
import { MemoryList } from './MemoryList.tsx'
import { useFitting } from './use-fitting.ts'
import './memory-panel.css'

const handful = 7
const none: never[] = []

/** The memory documents in the side bar: found, opened, dragged into a message, and files dropped here to become some. */
export function MemoryPanel() {
  const memory = useHost(({ memory }) => memory) ?? none
  const [typed, setTyped] = useState('')
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const drop = useFileDrop((files) => void importFiles(files))
  const filtered = memory.length > handful
  const shown = useFitting(memory, filtered ? typed : '')

  const openMenu = ({ currentTarget }: MouseEvent) => {
    const { left, bottom } = currentTarget.getBoundingClientRect()
    setMenu({ x: left, y: bottom + 2 })
  }

  return (
    <section className="memory" aria-label="Memory" data-drop={drop.over || undefined} {...drop.hears}>
      <header className="memory-head">
        <h2 className="side-heading">Memory</h2>
        <Button tone="icon" aria-label="New memory document" title="New memory document" onClick={newDocument}>
          <Icon name="plus" />
        </Button>
        <Button tone="icon" aria-label="More of memory" title="More" aria-haspopup="menu" onClick={openMenu}>
          <Icon name="more" />
        </Button>
      </header>
      {filtered ? (
        <input
          className="input memory-filter"
          aria-label="Search memory"
          placeholder="Search"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || typed === '') return
            event.preventDefault()
            setTyped('')
          }}
        />
      ) : null}
      {memory.length === 0 ? (
        <p className="memory-none">
          Ask an agent to write down what it found, and every other can read it: <code>#mem-1</code>.
        </p>
      ) : (
        <MemoryList documents={shown} />
      )}
      {memory.length > 0 && shown.length === 0 ? (
        <p className="memory-none" role="status">
          No document has that.
        </p>
      ) : null}
      {menu ? (
        <Menu
          label="Memory"
          at={menu}
          items={[
            { kind: 'do', label: 'New document', run: newDocument },
            { kind: 'do', label: 'Import…', run: chooseFiles },
            { kind: 'do', label: 'Bring back…', run: () => openMemory({ what: 'deleted' }) },
          ]}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </section>
  )
}
