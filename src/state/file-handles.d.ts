/** Parts of the File System Access specification that not every browser has. */
interface Window {
  showOpenFilePicker?(options: { readonly multiple: boolean }): Promise<FileSystemFileHandle[]>;
}

interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface FileSystemHandle {
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
}
