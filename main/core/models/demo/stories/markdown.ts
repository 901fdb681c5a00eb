import { type Story, speaksOf } from '../story.ts'

/** Everything that text can look like. */
export const markdown: Story = {
  fits: (scene) => speaksOf(scene, /\bmarkdown\b/i),
  play: () => ({ text }),
}

const text = `# Heading one

## Heading two

### Heading three

Plain text with **bold**, *italic*, ***both***, ~~struck out~~, \`inline code\` and a [link](https://example.com/).
A line break within a paragraph, and a character or two beyond ASCII: é, 漢, 🌱.

> A quotation,
> over two lines.
>
> > And one inside of it.

- A list
- with a second item
  - and one below it
  - and another

1. First
2. Second
3. Third

- [x] done
- [ ] still to do

| Structure | Lookup | Memory for 100,000 |
| :-- | :-: | --: |
| hash table | O(1) | 100 MB |
| search tree | O(log n) | 20 MB |

\`\`\`ts
/** The state after one more event. */
export function reduce(state: State, event: Event): State {
  const { agents } = state
  if (event.type === 'agent-closed') {
    return { ...state, agents: agents.filter(({ id }) => id !== event.agentId) }
  }
  return state // everything else changes nothing: \`\${event.type}\`
}
\`\`\`

\`\`\`sh
git switch -c demo && git log --oneline -n 3
\`\`\`

\`\`\`diff
--- a/greeting.txt
+++ b/greeting.txt
@@ -1,2 +1,2 @@
-Hello, world
+Hello, Ikigai
 Goodbye
\`\`\`

---

And below a rule, the end.`
