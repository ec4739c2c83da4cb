/** Parts of the YAML that the pages of rules show. */

/** Several objects as one file. */
export function documents(...parts: readonly string[]): string {
  return parts.join('---\n');
}

/** The Gateway of the pages, on port 80 for some hosts. */
export function gateway(hosts = "['*']"): string {
  return `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: public
  namespace: studioml
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts: ${hosts}
`;
}

/** A VirtualService of that Gateway; `http` is its list of routes, indented by four. */
export function virtualService(name: string, http: string, host = 'studio.example'): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: studioml
spec:
  hosts: ['${host}']
  gateways: [public]
  http:
${http}`;
}

/** A route to a Service by prefix. */
export function to(service: string, prefix?: string): string {
  const match = prefix === undefined ? '    - ' : `    - match:\n        - uri:\n            prefix: ${prefix}\n      `;
  return `${match}route:\n        - destination:\n            host: ${service}\n`;
}

/** A Service with one port. */
export function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: studioml
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: 8080
`;
}

/** An Ingress of nginx with one path. */
export function ingress(name: string, path: string, type: string, more = '', to = 'web'): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: studioml
${more}spec:
  ingressClassName: nginx
  rules:
    - host: studio.example
      http:
        paths:
          - path: ${path}
            pathType: ${type}
            backend:
              service:
                name: ${to}
                port:
                  number: 80
`;
}
