import type { Component } from 'svelte';
import DiagnosticsPage from './DiagnosticsPage.svelte';
import LanguagePage from './LanguagePage.svelte';
import NetworkPage from './NetworkPage.svelte';
import PrivacyPage from './PrivacyPage.svelte';
import ServicePage from './ServicePage.svelte';
import ShortcutsPage from './ShortcutsPage.svelte';
import SoundPage from './SoundPage.svelte';
import StoragePage from './StoragePage.svelte';
import VoicesPage from './VoicesPage.svelte';

/** A page of the settings. */
interface SettingsPage {
  id: string;
  /** As a person reads it in the list. */
  name: string;
  page: Component;
}

/** In the order of the list; another page is a line here. */
export const pages = [
  { id: 'service', name: 'Service and key', page: ServicePage },
  { id: 'voices', name: 'Voices and models', page: VoicesPage },
  { id: 'sound', name: 'Sound', page: SoundPage },
  { id: 'language', name: 'Language', page: LanguagePage },
  { id: 'shortcuts', name: 'Shortcuts', page: ShortcutsPage },
  { id: 'storage', name: 'Storage', page: StoragePage },
  { id: 'network', name: 'Network', page: NetworkPage },
  { id: 'privacy', name: 'Privacy', page: PrivacyPage },
  { id: 'diagnostics', name: 'Diagnostics', page: DiagnosticsPage },
] as const satisfies readonly SettingsPage[];
