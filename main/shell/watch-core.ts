import type { Settings } from '../../preload/protocol/settings.ts'
import type { Project } from '../../preload/protocol/state.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import type { Core } from '../core/core.ts'

export type Watched = {
  /** Path of the project that is open. */
  project(): string | null
  /** Opens a project where there is none yet; whether that worked. */
  openProject(path: string): Promise<boolean>
  close(): void
}

type Reactions = { onProject: (name: string) => void; onTheme: (theme: Settings['theme']) => void }

/** Follows what the window itself shows of a core: the project in its title, and the theme. */
export function watchCore(core: Core, { onProject, onTheme }: Reactions): Watched {
  let path: string | null = null
  const opened = (project: Project) => {
    path = project.path
    onProject(`${project.name} · Ikigai`)
  }
  const connection = core.connect((frame: Frame) => {
    if (frame.kind === 'state') {
      onTheme(frame.state.settings.theme)
      if (frame.state.project) opened(frame.state.project)
    } else if (frame.kind === 'event' && frame.event.type === 'project-opened') {
      opened(frame.event.project)
    } else if (frame.kind === 'event' && frame.event.type === 'settings-changed') {
      onTheme(frame.event.settings.theme)
    }
  })
  return {
    project: () => path,
    openProject: async (folder) => (await connection.call('project.open', { path: folder })).ok,
    close: () => connection.close(),
  }
}
