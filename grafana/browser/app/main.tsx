import { GlobalStyles } from '#grafana-ui/themes/GlobalStyles/GlobalStyles.mjs';
import { css } from '@emotion/css';
import { textUtil, ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { loadResources, sceneGraph, UrlSyncContextProvider } from '@grafana/scenes';
import { LinkButton, PortalContainer, useStyles2 } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { prepare, theme } from './grafana';
import { offer } from './report';
import { sceneOf, type Shown } from './scene';

interface Other {
  uid: string;
  title: string;
}

const Page = ({ dashboard, others, shown: { scene } }: { dashboard: any; others: Other[]; shown: Shown }) => {
  scene.useState();
  const styles = useStyles2((t) => ({
    page: css({ background: t.colors.background.canvas, minHeight: '100vh', padding: 16 }),
    head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, marginBottom: 8 }),
    title: css({ margin: 0, flexGrow: 1 }),
  }));
  const filled = (url: string) => textUtil.sanitizeUrl(sceneGraph.interpolate(scene, url));
  const more = dashboard.links.some((link: any) => link.type === 'dashboards') ? others.filter(({ uid }) => uid !== dashboard.uid) : [];
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h3 className={styles.title}>{dashboard.title}</h3>
        {more.map(({ uid, title }) => (
          <LinkButton key={uid} size="sm" variant="secondary" fill="text" href={filled(`/d/${uid}?\${__url_time_range}&\${__all_variables}`)}>
            {title.replace(/^.*· /, '')}
          </LinkButton>
        ))}
        {dashboard.links
          .filter((link: any) => link.type === 'link')
          .map((link: any) => (
            <LinkButton key={link.title} size="sm" variant="secondary" fill="outline" icon="external-link-alt" href={filled(link.url)}>
              {link.title}
            </LinkButton>
          ))}
      </div>
      <scene.Component model={scene} />
    </div>
  );
};

const start = async () => {
  prepare((await (await fetch('/data-source')).json()).timeInterval);
  await initPluginTranslations('grafana', []);
  await loadResources('en-US');
  const others = (await (await fetch('/dashboards')).json()) as Other[];
  const uid = /^\/d\/([\w-]+)/.exec(location.pathname)?.[1] ?? others[0]?.uid;
  const dashboard = await (await fetch(`/dashboards/${uid}.json`)).json();
  document.title = dashboard.title;
  const shown = sceneOf(dashboard);
  offer(shown);
  createRoot(document.getElementById('root') as HTMLElement).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <BrowserRouter>
        <LocationServiceProvider service={locationService}>
          <UrlSyncContextProvider scene={shown.scene} updateUrlOnInit={false}>
            <Page dashboard={dashboard} others={others} shown={shown} />
          </UrlSyncContextProvider>
          <PortalContainer />
        </LocationServiceProvider>
      </BrowserRouter>
    </ThemeContext.Provider>,
  );
};

void start();
