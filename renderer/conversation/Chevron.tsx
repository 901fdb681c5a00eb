import { Icon } from '../ui/Icon.tsx'

/** Points to the right, and down when what it stands for is folded out. */
export function Chevron({ out }: { out: boolean }) {
  return (
    <span className="chevron" data-out={out}>
      <Icon name="fold" />
    </span>
  )
}
