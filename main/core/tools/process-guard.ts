/**
 * A script for sh that runs the command `$1` in the shell `$0`, marked with
 * `$2`, beside a watcher. It leads the process group of all three.
 *
 * Descriptor 3 leads to the app. The script tells it the watcher's process and
 * then the command's exit code, and stays until the app, having ended what the
 * command left behind, answers with a line. If instead the watcher reads the
 * end of the file, the app has died, however it died: it kills all that carries
 * the mark, which also finds what left the group, and at last the group with
 * itself. So there is no moment in which nobody looks after the command.
 *
 * Neither guard nor watcher carries the mark or ends when the group is asked to
 * (the trap of the guard is not inherited by the command), the watcher does
 * not hold the command's output, and the command cannot reach the app. What
 * the guard itself prints ('Terminated') goes nowhere.
 */
export const guard = `
(
  trap '' HUP INT QUIT TERM
  read -r done <&3 && exit
  for round in 1 2 3; do
    for file in $(grep -lsF "IKIGAI_COMMAND=$2" /proc/[0-9]*/environ); do
      file=\${file#/proc/}
      kill -KILL "\${file%/environ}"
    done
  done
  kill -KILL 0
) </dev/null >/dev/null 2>&1 &
echo $! >&3
trap : HUP INT QUIT TERM
(
  exec 2>&1 3<&-
  export IKIGAI_COMMAND="$2"
  exec "$0" -c "$1"
)
echo $? >&3
wait
`
