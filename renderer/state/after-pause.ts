/** Saves each thing once, a pause after it was last touched. */
export function afterPause<K>(save: (key: K) => void, pause: number) {
  const timers = new Map<K, ReturnType<typeof setTimeout>>()

  function saveNow(key: K) {
    clearTimeout(timers.get(key))
    timers.delete(key)
    save(key)
  }

  return {
    touch(key: K) {
      clearTimeout(timers.get(key))
      timers.set(
        key,
        setTimeout(() => saveNow(key), pause),
      )
    },

    saveNow,

    /** Saves at once what waits for its pause. */
    flush() {
      for (const key of [...timers.keys()]) saveNow(key)
    },
  }
}
