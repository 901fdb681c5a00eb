import { type FormEvent, useEffect, useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { useFirstFocus } from '../ui/use-first-focus.ts'
import { shortPath } from './short-path.ts'
import './chooser.css'

/** Asks which repository to work on, as long as none is open. */
export function Chooser() {
  const canChoose = useHost(({ host }) => host.canChooseFolder) ?? false
  const [recent, setRecent] = useState<{ path: string; name: string }[]>([])
  const [path, setPath] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [opening, setOpening] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useFirstFocus(field)

  useEffect(() => {
    void call('project.recent', {}).then((answer) => {
      if (answer.ok) setRecent(answer.value)
      else setError(explain(answer.fault))
    })
  }, [])

  async function open(wanted: string) {
    setOpening(true)
    const result = await call('project.open', { path: wanted })
    setOpening(false)
    setError(result.ok ? null : explain(result.fault))
  }

  async function choose() {
    const result = await call('project.choose', {})
    if (!result.ok) return setError(explain(result.fault))
    if (result.value.path === null) return
    setPath(result.value.path)
    await open(result.value.path)
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path.trim() !== '') void open(path.trim())
  }

  return (
    <main className="chooser">
      <div className="chooser-page">
        <h1>Open a repository</h1>
        <p className="chooser-lead">Agents work in a git repository of yours. Choose the one to begin with.</p>
        <form onSubmit={submit}>
          <Field label="Path" error={error}>
            {(tied) => (
              <div className="field-row">
                <input
                  {...tied}
                  ref={field}
                  className="input"
                  placeholder="/home/you/code/project"
                  spellCheck={false}
                  autoComplete="off"
                  value={path}
                  onChange={({ target }) => setPath(target.value)}
                />
                <Button tone="key" type="submit" disabled={opening || path.trim() === ''}>
                  Open
                </Button>
                {canChoose ? <Button onClick={() => void choose()}>Choose folder…</Button> : null}
              </div>
            )}
          </Field>
        </form>
        {recent.length > 0 ? (
          <section aria-labelledby="chooser-recent">
            <h2 id="chooser-recent">Recent</h2>
            <ul>
              {recent.map((project) => (
                <li key={project.path}>
                  <button
                    type="button"
                    className="chooser-recent"
                    disabled={opening}
                    onClick={() => {
                      setPath(project.path)
                      void open(project.path)
                    }}
                  >
                    <b>{project.name}</b>
                    <span>{shortPath(project.path)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </main>
  )
}
