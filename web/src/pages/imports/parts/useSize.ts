/** Sizes of files as people say them. */
import { useI18n } from 'vue-i18n';

/** `247 Ko`, `1,4 Mo`. */
export function useSize(): (bytes: number) => string {
  const { t, n } = useI18n();
  return (bytes) =>
    bytes < 1024 * 1024
      ? t('imports.kilobytes', { size: n(Math.max(1, Math.round(bytes / 1024))) })
      : t('imports.megabytes', { size: n(Math.round((bytes / 1024 / 1024) * 10) / 10) });
}
