import './chooser.css'

/** All that a page without a session can say. */
export function Refused() {
  return (
    <main className="chooser">
      <div className="chooser-page">
        <h1>Open the address that Ikigai printed</h1>
        <p className="chooser-lead" role="alert">
          This page has no session with Ikigai, or Ikigai was started anew since. In its terminal it printed an address
          that ends in #token=…; open that one.
        </p>
      </div>
    </main>
  )
}
