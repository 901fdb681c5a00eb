import { next, playSteps } from '../../play.ts'
import { asks, type Story } from '../../story.ts'

/** 'Experimental Approaches with Mark/Rewind': the question. */
export const lookupQuestion: Story = {
  fits: (scene) => asks(scene, /\bfast lookup structure\b|\bhash table or binary\b/),
  play: (scene) => playSteps(scene, [() => ({ text })]),
}

const text = `Both would do; which is better depends on how much memory there is. So let us try instead of guessing, and come back here before each attempt.${next('`/mark before-data-structure`, then `Let’s try a hash table approach first`')}`
