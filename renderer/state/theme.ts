import { projectStore } from './project.ts'

const remembered = 'ikigai-theme'

/** Keeps the page's colours as the settings say. What they said last is used until the host is heard, so that nothing flashes. */
export function followTheme(): void {
  apply(localStorage.getItem(remembered))
  projectStore.subscribe(({ state }) => {
    if (!state || document.documentElement.dataset['theme'] === state.settings.theme) return
    localStorage.setItem(remembered, state.settings.theme)
    apply(state.settings.theme)
  })
}

function apply(theme: string | null) {
  document.documentElement.dataset['theme'] = theme ?? 'system'
}
