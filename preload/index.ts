import { contextBridge, ipcRenderer } from 'electron'
import type { Frame, Wire } from './protocol/wire.ts'

const wire: Wire = {
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  listen(onFrame) {
    const receive = (_event: unknown, frame: Frame) => onFrame(frame)
    ipcRenderer.on('frame', receive)
    ipcRenderer.send('listen')
    return () => ipcRenderer.off('frame', receive)
  },
}

contextBridge.exposeInMainWorld('ikigai', wire)
