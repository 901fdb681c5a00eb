import { call, projectStore } from './project.ts'

/**
 * Asks the host to look again at what it cannot watch, whenever somebody comes
 * back to this window. Where everything is watched that costs nothing.
 */
export function lookAgainOnReturn(): void {
  const ask = () => {
    if (document.visibilityState === 'visible' && projectStore.getState().state?.project)
      void call('status.refresh', {})
  }
  window.addEventListener('focus', ask)
  document.addEventListener('visibilitychange', ask)
}
