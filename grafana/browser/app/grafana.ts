// What Grafana's own front end sets up before a dashboard is shown: services, registries, data sources.
import {
  booleanOverrideProcessor,
  createTheme,
  DataTopic,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  EventBusSrv,
  identityOverrideProcessor,
  LoadingState,
  numberOverrideProcessor,
  PluginType,
  setTimeZoneResolver,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  toDataFrame,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';
import * as runtime from '@grafana/runtime';
import { sceneGraph, type SceneObject } from '@grafana/scenes';
import { catchError, concat, from, map, of } from 'rxjs';
import { panelPlugin } from './panels/plugins';
import { Prometheus } from './prometheus';

const parameters = new URLSearchParams(location.search);
export const theme = createTheme({ colors: { mode: parameters.get('theme') === 'light' ? 'light' : 'dark' } });

const settings: any = {
  id: 1,
  uid: 'prometheus',
  name: 'Prometheus',
  type: 'prometheus',
  access: 'proxy',
  isDefault: true,
  readOnly: true,
  jsonData: {},
  meta: { id: 'prometheus', name: 'Prometheus', type: PluginType.datasource, metrics: true, annotations: true, info: { logos: { small: '', large: '' } }, module: '', baseUrl: '' },
};
export const prometheus = new Prometheus(settings);

/** The shown scene; what is not asked for within it is filled in from it. */
export const shown: { scene?: SceneObject } = {};

const fieldOption = (id: string, process: any, more: object = {}): any => ({
  id,
  path: id,
  name: id,
  description: '',
  editor: () => null,
  override: () => null,
  process,
  shouldApply: () => true,
  getItemsCount: () => 0,
  settings: {},
  ...more,
});

const services = () => {
  const config = runtime.config as any;
  config.theme2 = theme;
  config.theme = theme.v1;
  config.datasources = { Prometheus: settings };
  config.defaultDatasource = 'Prometheus';
  setTimeZoneResolver(() => 'utc');
  const nothing = async () => ({});
  runtime.setBackendSrv({ fetch: () => of({ data: {} }), get: nothing, post: nothing, put: nothing, patch: nothing, delete: nothing, request: nothing, datasourceRequest: nothing, resolveCancelerIfExists() {} } as any);
  runtime.setEchoSrv({ flush() {}, addBackend() {}, addEvent() {} } as any);
  (runtime as any).setAppEvents(new EventBusSrv());
  (runtime as any).setPluginLinksHook?.(() => ({ isLoading: false, links: [] }));
  runtime.setPluginImportUtils({ importPanelPlugin: async (id) => panelPlugin(id), getPanelPluginFromCache: (id) => panelPlugin(id) });
  runtime.setDataSourceSrv({
    get: async () => prometheus,
    getList: (filter: any) => (!filter?.pluginId || filter.pluginId === 'prometheus' ? [settings] : []),
    getInstanceSettings: () => settings,
    reload: async () => {},
    registerRuntimeDataSource() {},
  } as any);
  runtime.setTemplateSrv({
    getVariables: () => [],
    containsTemplate: (text?: string) => /\$\{?\w|\[\[/.test(text ?? ''),
    updateTimeRange() {},
    replace: (text?: string, scoped?: any, format?: any) => {
      const within = scoped?.__sceneObject?.value?.valueOf?.() ?? shown.scene;
      return text && within ? sceneGraph.interpolate(within, text, scoped, format) : (text ?? '');
    },
  } as any);
  runtime.setRunRequest(((source: any, request: any, ask?: any) => {
    const start = { series: [], annotations: [], request, timeRange: request.range, structureRev: 1 };
    const answer = ask ? ask(request) : source.query(request);
    return concat(
      of({ ...start, state: LoadingState.Loading }),
      (typeof answer.then === 'function' ? from(answer) : answer).pipe(
        map((response: any) => {
          const frames = response.data.map((frame: any) => toDataFrame(frame));
          const marks = (frame: any) => frame.meta?.dataTopic === DataTopic.Annotations;
          return {
            ...start,
            state: response.error ? LoadingState.Error : LoadingState.Done,
            series: frames.filter((frame: any) => !marks(frame)),
            annotations: frames.filter(marks),
            error: response.error,
          };
        }),
        catchError((e) => of({ ...start, state: LoadingState.Error, error: runtime.toDataQueryError(e) })),
      ),
    );
  }) as any);
};

const registries = () => {
  const transformers = new Map(Object.values(standardTransformers).map((one: any) => [one.id, one]));
  standardTransformersRegistry.setInit(() =>
    [...transformers.values()].map((one: any) => ({ id: one.id, name: one.name, description: one.description, transformation: async () => one, editor: () => null, imageDark: '', imageLight: '' })) as any,
  );
  standardEditorsRegistry.setInit(() => []);
  standardFieldConfigEditorRegistry.setInit(() => [
    fieldOption('unit', unitOverrideProcessor),
    fieldOption('min', numberOverrideProcessor),
    fieldOption('max', numberOverrideProcessor),
    fieldOption('decimals', numberOverrideProcessor),
    fieldOption('fieldMinMax', booleanOverrideProcessor),
    fieldOption('displayName', displayNameOverrideProcessor),
    fieldOption('noValue', stringOverrideProcessor),
    fieldOption('links', dataLinksOverrideProcessor),
    fieldOption('color', identityOverrideProcessor),
    fieldOption('mappings', valueMappingsOverrideProcessor, { defaultValue: [] }),
    fieldOption('thresholds', thresholdsOverrideProcessor, { defaultValue: { mode: 'absolute', steps: [{ value: -Infinity, color: 'green' }] } }),
    fieldOption('filterable', booleanOverrideProcessor),
  ]);
};

/**
 * Sets up what a dashboard needs.
 *
 * @param timeInterval between two samples, such as 15s
 */
export const prepare = (timeInterval: string): void => {
  settings.jsonData.timeInterval = timeInterval;
  services();
  registries();
};
