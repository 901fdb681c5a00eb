import { loadPty, startPty } from '../../../main/core/terminal/pty.ts'
import { shellProgram } from '../../../main/core/terminal/shell-program.ts'
import { childEnvironment } from '../../../main/core/tools/child-environment.ts'

// Stands for an app that is killed while a shell runs: tells the shell's process, and waits.
const [directory = ''] = process.argv.slice(2)
let said = ''
const program = shellProgram(childEnvironment({ ...process.env, SHELL: '/bin/bash' }))
const started = await startPty(
  loadPty,
  { program, directory, size: { columns: 80, rows: 24 } },
  {
    onText(text) {
      said += text
      const [, pid] = /shell (\d+)/.exec(said) ?? []
      if (pid) process.send?.(Number(pid))
    },
    onEnd: () => undefined,
    onRest: () => undefined,
  },
)
if (started.ok) started.value.write('echo shell $$; sleep 1000\r')
