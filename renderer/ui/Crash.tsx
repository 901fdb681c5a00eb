import { Component, type ReactNode } from 'react'
import './crash.css'

type State = { error: string | null }

/** Catches what a bug throws while drawing and says so; React offers this to classes only. */
export class Crash extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <div className="crash" role="alert">
        <h1>This page has a fault</h1>
        <p>Your agents go on without it and nothing is lost. Reload to see them again.</p>
        <code>{this.state.error}</code>
        <button type="button" className="button button-key" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    )
  }
}
