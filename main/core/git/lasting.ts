/** Settings that go before git's verb, so that what it writes is still there after a power cut (core.fsync, git-config(1)). */
export const lasting = ['-c', 'core.fsync=loose-object,index,reference', '-c', 'core.fsyncMethod=batch'] as const
