import { type KeyboardEvent, useEffect, useRef } from 'react'
import { VList, type VListHandle } from 'virtua'
import type { FileChange } from '../../preload/protocol/git.ts'
import { ChangedFile } from './ChangedFiles.tsx'

type Props = { files: readonly FileChange[]; at: number; onGo: (index: number) => void }

/** The files beside their diffs: which one is read, and a way to each, also with the arrow keys. */
export function FileList({ files, at, onGo }: Props) {
  const list = useRef<VListHandle>(null)

  useEffect(() => {
    list.current?.scrollToIndex(at, { align: 'nearest' })
  }, [at])

  const pressed = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: files.length - 1 }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    onGo(Math.max(0, Math.min(files.length - 1, to)))
  }

  return (
    <div
      className="changes-files"
      role="listbox"
      aria-label="Changed files"
      aria-activedescendant={`changed-${at}`}
      tabIndex={0}
      onKeyDown={pressed}
    >
      <VList ref={list} className="virtual" data={files} role="presentation">
        {(file, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the list, which keeps the focus
          <div
            key={file.path}
            id={`changed-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="changes-file"
            onClick={() => onGo(index)}
          >
            <ChangedFile file={file} />
          </div>
        )}
      </VList>
    </div>
  )
}
