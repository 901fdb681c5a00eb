/** Too narrow for the side bar to stand beside the conversation. */
export const narrow = window.matchMedia('(max-width: 999px)')
