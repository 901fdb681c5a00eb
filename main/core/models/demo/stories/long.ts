import { type Story, speaksOf } from '../story.ts'

/** A long reply: for watching it stream, and for stopping it. */
export const long: Story = {
  fits: (scene) => speaksOf(scene, /\b(long|slow(ly)?)\b/i),
  play: () => ({
    reasoning:
      'A model that thinks before it speaks would show a summary of its thoughts here. I am a script and have none.',
    text,
  }),
}

const text = `Here is something long to watch. Press \`Esc\` whenever you have seen enough; what came until then is kept.

## Why several agents

One agent at a time means waiting: it reads, it thinks, it runs the tests, and you look on. With several of them the waiting of one is the working of another. You give the first a task, switch away with \`Ctrl+\\\`, give the second another, and come back when a tab says that somebody needs you or has finished.

That only works where they do not tread on each other's feet. Two agents in one directory see each other's half-finished changes, and one of them will sooner or later repair what the other is just building. So an agent can have a worktree of its own: the same repository, another directory, another branch. What it does stays there until you merge it.

## Why marks

A conversation with a model is a path, and paths lead astray. After an hour of trying one approach the context is full of it, and every further answer leans towards it. Asking the model to forget does not help: the words are still there.

A mark names a place to come back to. You set one before the decision, try the first approach, go back, try the second. Each attempt begins with the same clear head. Nothing is deleted on the way: the path that you left stays in the tree, and can be read, compared and taken up again.

## Why memory

What one agent has found out is of use to another, but not the whole conversation that led there. A memory document is the result without the detour: written once, numbered, shared by all agents, and pulled into a conversation where it is needed.

## What is kept

Everything. Conversations are only ever added to. A reply that is streaming is put on disk while it comes, so that even a power cut costs no more than its last second. Going back, clearing and closing move you to another place; they take nothing away.

## And what I am

A script. These paragraphs are the same each time, and it makes no difference how you ask for them. But they come through the same client, over the same kind of connection and at about the pace of a real model, so what you see here is what you will see then: the text grows, what you are reading does not move, and you can go on typing all the while.

This is the end of the long text. If you have read it all, you have more patience than most.`
