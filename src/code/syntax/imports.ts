import {
  SyntaxKind,
  canHaveModifiers,
  getModifiers,
  isBindingElement,
  isClassDeclaration,
  isExportAssignment,
  isExportDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isInterfaceDeclaration,
  isNamespaceExport,
  isNamespaceImport,
  isStringLiteral,
  isTypeAliasDeclaration,
  isVariableStatement,
  type ts,
} from '../typescript.js';
import type { ExportCode, ImportCode } from './code.js';
import { commonExport } from './commonExports.js';
import type { Lowering } from './lowering.js';

export function readImports(lowering: Lowering, nodes: readonly ts.Statement[]): ImportCode[] {
  return nodes.flatMap((node) => {
    if (!isImportDeclaration(node) || !isStringLiteral(node.moduleSpecifier)) return [];
    const specifier = node.moduleSpecifier.text;
    return namesOf(node.importClause).map(({ imported, name }) => ({
      specifier,
      imported,
      name,
      binding: lowering.scope.declare(name),
    }));
  });
}

function namesOf(clause: ts.ImportClause | undefined): { imported: string; name: string }[] {
  if (!clause) return [];
  const names = clause.name ? [{ imported: 'default', name: clause.name.text }] : [];
  const { namedBindings } = clause;
  if (!namedBindings) return names;
  if (isNamespaceImport(namedBindings))
    return [...names, { imported: '*', name: namedBindings.name.text }];
  return [
    ...names,
    ...namedBindings.elements.map((element) => ({
      imported: (element.propertyName ?? element.name).text,
      name: element.name.text,
    })),
  ];
}

export function readExports(lowering: Lowering, nodes: readonly ts.Statement[]): ExportCode[] {
  return nodes.flatMap((node): ExportCode[] => {
    if (isExportAssignment(node)) {
      return [{ kind: 'value', name: 'default', value: lowering.expression(node.expression) }];
    }
    if (isExportDeclaration(node)) return readExportDeclaration(lowering, node);
    const common = commonExport(node);
    if (common)
      return [{ kind: 'value', name: common.name, value: lowering.expression(common.value) }];
    return exportedNames(node).map(({ name, local }) => ({
      kind: 'local',
      name,
      local,
      binding: lowering.scope.find(local),
    }));
  });
}

function readExportDeclaration(lowering: Lowering, node: ts.ExportDeclaration): ExportCode[] {
  const specifier =
    node.moduleSpecifier && isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : undefined;
  const clause = node.exportClause;
  if (!clause) return specifier === undefined ? [] : [{ kind: 'all', specifier }];
  if (isNamespaceExport(clause)) {
    return specifier === undefined
      ? []
      : [{ kind: 'from', name: clause.name.text, specifier, imported: '*' }];
  }
  return clause.elements.map((element) => {
    const name = element.name.text;
    const local = (element.propertyName ?? element.name).text;
    return specifier === undefined
      ? { kind: 'local', name, local, binding: lowering.scope.find(local) }
      : { kind: 'from', name, specifier, imported: local };
  });
}

function exportedNames(node: ts.Statement): { name: string; local: string }[] {
  const modifiers = canHaveModifiers(node) ? getModifiers(node) : undefined;
  if (!modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)) return [];
  if (isVariableStatement(node)) {
    return node.declarationList.declarations
      .flatMap(({ name }) => identifiersOf(name))
      .map((name) => ({ name, local: name }));
  }
  const isDefault = modifiers.some(({ kind }) => kind === SyntaxKind.DefaultKeyword);
  if (
    isFunctionDeclaration(node) ||
    isClassDeclaration(node) ||
    isInterfaceDeclaration(node) ||
    isTypeAliasDeclaration(node)
  ) {
    const local = node.name?.text ?? 'default';
    return [{ name: isDefault ? 'default' : local, local }];
  }
  return [];
}

function identifiersOf(name: ts.BindingName): string[] {
  if (isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    isBindingElement(element) ? identifiersOf(element.name) : [],
  );
}
