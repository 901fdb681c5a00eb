/** What the agent of 'Research and Implementation Pipeline' has to say: prepared, since a script cannot look anything up. */
export const research = {
  title: 'WebSocket in C: research',
  alias: 'websocket/research',
  content: `# WebSocket in C: research

Written by Ikigai's demo model from general knowledge: a script cannot look anything up. Check it before you build on it.

## Libraries

- libwebsockets (recommended): event loop of its own or yours, TLS, HTTP/2, in use for many years
- wslay: frames only, no sockets; small
- uWebSockets: fast, but C++

## Security

- WSS only where the network is not your own
- Origin validation: a browser sends cookies along, whichever page opens the socket
- Rate limiting, and a limit on the length of a message before it has come

## Performance

- epoll or kqueue, not a thread for each connection
- Buffer pooling; masks undone a word at a time

## Testing

- wscat by hand, the Autobahn test suite for the protocol
- Frames that come byte by byte, and frames that lie about their length
`,
}

export const implementationPlan = {
  title: 'WebSocket: implementation plan',
  alias: 'websocket/implementation-plan',
  content: `# WebSocket: implementation plan

- Phase 1: basic server: the handshake
- Phase 2: message handling: frames, read from portions of any size
- Phase 3: security: origins, length of messages, number of messages
- Phase 4: testing: all of it, and against a real socket
`,
}

export const documentation = {
  title: 'WebSocket: documentation',
  alias: 'websocket/documentation',
  content: `# WebSocket: documentation

\`webSockets(server, { origins, onMessage })\` speaks WebSocket on an HTTP server. What \`onMessage(text)\` returns is the answer to a message.

| Option | Meaning |
| --- | --- |
| origins | pages that may connect; all others get 403 |
| mostBytes | length of a message, 65536 where nothing is said; a longer one closes with 1009 |
| mostMessages | messages in a connection, 100 where nothing is said; more close with 1008 |

What it does not do: messages in several frames, compression, and TLS, which is the HTTP server's.
`,
}
