/** Asks whether desktop notifications may be shown. Must follow from a press of a key or button: browsers refuse otherwise. */
export async function allowNotifications(): Promise<NotificationPermission> {
  return 'Notification' in window ? Notification.requestPermission() : 'denied'
}

/** What was answered so far. `denied` too where there are no notifications at all. */
export function notificationPermission(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied'
}
